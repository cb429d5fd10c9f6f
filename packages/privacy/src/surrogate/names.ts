/**
 * Names that take the place of others. Common given and family names, which are nobody's in particular, and invented ones for places and
 * companies. All are ASCII, so they are written alike in JSON and in addresses.
 */

/** Given names of women in German; none of them ends like those that take an apostrophe as genitive. */
export const womenDe: readonly string[] = list(`
Andrea Angelika Anja Anke Anna Annika Antje Barbara Bettina Birgit Brigitte Britta Carina Carla Carolin Christina
Claudia Cornelia Dagmar Daniela Diana Dorothea Elena Elisabeth Elke Emilia Emma Erika Eva Franziska Frieda Gabriele
Gerda Gisela Greta Gudrun Hanna Heidi Heike Helga Henriette Hilde Ida Ilona Ilse Ingrid Irene Isabel Jana Janina
Jasmin Johanna Judith Julia Juliane Karin Karla Karola Kathrin Katja Katrin Kerstin Kirsten Klara Kristina Lara
Larissa Laura Lea Lena Leonie Lina Lisa Lotte Luisa Lydia Maike Manuela Mareike Margarete Maria Marianne Marie
Marina Marion Marlene Martina Melanie Mia Michaela Mira Monika Nadine Nadja Natalie Nicole Nina Nora Olga Paula
Petra Pia Ramona Rebecca Regina Renate Rita Rosa Ruth Sabine Sabrina Sandra Sara Silke Silvia Simone Sina Sofia
Sonja Stefanie Susanne Svenja Tanja Tatjana Teresa Theresa Tina Ulrike Ursula Ute Vanessa Vera Verena Veronika
Viktoria Waltraud Wiebke
`)

/** Given names of men in German, likewise. */
export const menDe: readonly string[] = list(`
Achim Adrian Albert Alexander Alfred Anton Armin Arno Arthur August Axel Bastian Ben Benjamin Bernd Bernhard
Berthold Bruno Carl Carsten Christian Christoph Daniel David Detlef Dieter Dietrich Dirk Dominik Eberhard Eckhard
Edgar Eduard Egon Emil Erich Erik Ernst Erwin Eugen Fabian Ferdinand Finn Florian Frank Friedrich Georg Gerald Gerd
Gerhard Gregor Guido Gustav Harald Hartmut Heiko Heinrich Helmut Hendrik Henning Henrik Herbert Hermann Holger Horst
Hubert Hugo Ingo Ivo Jakob Jan Joachim Jochen Johann Jonathan Josef Julian Kai Karl Karsten Kilian Konrad Konstantin
Kurt Lennart Leo Leon Leonard Lothar Ludwig Manfred Manuel Marcel Marco Mario Martin Maximilian Michael Mirko Nico
Norbert Olaf Oliver Oskar Otto Patrick Paul Peter Philipp Rainer Ralf Reinhard Rene Richard Robert Robin Roland Rolf
Roman Rudolf Samuel Sascha Sebastian Simon Stefan Steffen Sven Theodor Thorsten Till Tilo Tim Torben Torsten Udo
Ulrich Uwe Valentin Viktor Volker Walter Werner Wilhelm Wolfgang Wolfram
`)

/** Given names of women in English, likewise. */
export const womenEn: readonly string[] = list(`
Abigail Alexandra Amanda Amber Amelia Amy Angela Ashley Audrey Barbara Bethany Brenda Caitlin Carol Caroline
Catherine Charlotte Chloe Christina Christine Claire Courtney Cynthia Danielle Deborah Denise Diana Donna Dorothy
Eleanor Elizabeth Ella Ellen Emily Emma Erin Evelyn Fiona Georgia Georgina Gillian Hannah Harriet Hazel Heather
Helen Holly Imogen Isabella Isla Jacqueline Janet Jennifer Jessica Joanna Jodie Judith Julia Karen Kate Katherine
Kathleen Katie Kayla Kelly Kimberly Laura Lauren Leah Linda Lisa Lorna Louise Lucy Maria Martha Mary Maureen Megan
Melanie Melissa Michelle Miranda Molly Natalie Nicola Nicole Nora Olivia Pamela Patricia Paula Penelope Phoebe
Rachel Rebecca Rosemary Ruby Samantha Sandra Sarah Shannon Sharon Sheila Sophia Sophie Stella Stephanie Susan Tara
Teresa Tracey Valerie Vanessa Victoria Violet Virginia Wendy Zoe
`)

/** Given names of men in English, likewise. */
export const menEn: readonly string[] = list(`
Aaron Adam Adrian Alan Albert Alexander Alfred Andrew Anthony Arthur Austin Barry Benjamin Bernard Bradley Brandon
Brian Cameron Carl Charlie Christian Christopher Colin Connor Craig Daniel Darren David Dean Derek Dominic Donald
Duncan Dylan Edgar Edward Elliot Eric Ethan Evan Frank Franklin Frederick Gareth Gary Gavin Geoffrey George Gerald
Gilbert Gordon Graham Grant Gregory Harold Harry Harvey Henry Howard Hugh Ian Jack Jacob Jason Jeffrey Jeremy Joel
John Jonathan Jordan Joseph Joshua Julian Justin Keith Kenneth Kevin Kyle Leon Leonard Liam Logan Malcolm Marcel
Martin Matthew Michael Mitchell Nathan Neil Nigel Noah Norman Oliver Oscar Owen Patrick Paul Peter Philip Ralph
Raymond Richard Robert Rodney Roger Ronald Russell Ryan Samuel Scott Sean Sebastian Simon Stanley Stephen Steven
Stuart Terry Theodore Timothy Todd Trevor Tyler Victor Vincent Walter Warren Wayne William Zachary
`)

/** Given names of women that end in s, z, x or ce. */
export const womenInS: readonly string[] = list(`
Agnes Alice Beatrice Candice Doris Felicitas Gladys Ines Iris Lois Mavis Phyllis Tabitas
`)

/** Given names of men that end in s, z, x or ce. */
export const menInS: readonly string[] = list(`
Andreas Angus Bruce Clemens Cornelius Curtis Dennis Douglas Ellis Felix Francis Fritz Hannes Hans Heinz James Jens
Johannes Jonas Julius Klaus Klemens Lars Lawrence Lewis Linus Louis Lukas Marcus Marius Markus Mathias Matthias
Maurice Max Miles Moritz Nicholas Niklas Nils Thomas Tobias Travis Vince
`)

/** Family names in German, of the plain kind. */
export const familiesDe: readonly string[] = list(`
Ackermann Adam Albrecht Althoff Arnold Auerbach Bachmann Baier Barth Bartsch Bauer Baumann Baumgartner Beck Becker
Behrendt Bender Berger Bergmann Bernhardt Bischoff Blum Bock Bode Brandt Braun Breuer Brinkmann Bruckner Brunner
Buchner Busch Christ Conrad Decker Dietrich Dittmar Dorn Ebert Eckert Ehlert Eichhorn Engel Engelhardt Erdmann Ernst
Falk Feldmann Fiedler Fink Fischer Fleischer Forster Frank Franke Freitag Freund Frey Friedrich Fuhrmann Funk
Gebhardt Geiger Gerlach Graf Greiner Grimm Gruber Gunther Haag Hahn Hartmann Hartwig Haupt Hecker Heidrich Heine
Heinemann Held Heller Hellwig Hennig Herbst Hermann Herold Herrmann Hildebrandt Hiller Hirsch Hoffmann Hofmann
Holzer Huber Jacob Jahn Jansen Janzen Jung Kaiser Kaufmann Keller Kellner Kern Kirchner Klein Klemm Knoll Kolb
Konrad Kramer Krause Krieger Kroll Kuhn Kunze Kurth Lange Langer Lehmann Lemke Lindemann Link Lorenzen Ludwig Maier
Maurer Mayer Meister Menzel Merkle Metzger Meyer Michel Moser Neubauer Neumann Nowak Oswald Otto Peschel Pfeiffer
Pohl Rademacher Rauch Reich Reichert Reimann Reinhardt Renner Reuter Richter Rieger Ritter Roth Rothe Rudolph Sander
Sauer Schade Schaller Scherer Schilling Schindler Schlegel Schmitt Schneider Scholl Schreiber Schubert Schuster
Schwab Seidel Seifert Seiler Simon Sommer Sonntag Specht Stahl Stark Stein Steiner Stephan Stock Straub Stumpf Thiel
Thiele Tiedemann Uhlig Ullrich Unger Urban Vogel Vogt Volk Wagner Walter Weber Wegener Wegner Weigel Wendt Wenzel
Werner Wiedemann Wieland Wild Wilke Winkler Winter Wirth Witte Wolf Wolff Zander Zeller Ziegler Zimmer Zimmermann
`)

/** Family names in English, of the plain kind. */
export const familiesEn: readonly string[] = list(`
Abbott Adamson Alderson Allen Anderson Archer Armstrong Ashton Atkinson Baker Baldwin Barber Barker Barlow Barnett
Barrett Barton Baxter Bennett Benson Bishop Blackburn Blake Bolton Booth Bowman Bradley Bradshaw Brown Bryant
Buckley Burgon Burton Butler Cameron Campbell Carpenter Carter Chapman Clark Clayton Coleman Cook Cooper Crawford
Cunningham Davidson Dawson Dixon Donaldson Duncan Dunn Elliott Ellison Farrell Ferguson Fisher Fletcher Ford Forster
Foster Fowler Franklin Fraser Freeman Fuller Gardner Gibson Gilbert Goodwin Gordon Graham Grant Gray Green Griffin
Hamilton Hancock Hardy Harper Harrison Hart Hartley Harvey Hawkin Hayden Henderson Hewitt Hill Holland Holt Hooper
Hopper Horton Howard Howell Hudson Hunt Hunter Hutton Jackson Jenner Jennson Johnson Jordan Kelly Kennedy Kerr King
Kirby Knight Lambert Lawson Leach Lindsay Little Lloyd Long Lowe Macdonald Marsden Marshall Martin Mason Matthewson
Mitchell Moore Morgan Morton Murray Nelson Newton Nicholson Norton Osborn Owen Palmer Parker Parkin Patterson Payton
Pearson Perkin Porter Potter Preston Quinn Randall Read Reid Reynold Richardson Riley Robertson Robinson Russell
Sanderson Saunderson Sharp Shaw Shepherd Simpson Sinclair Slater Smith Spencer Stanton Stephenson Stewart Stone
Sutton Taylor Thompson Thornton Tucker Turner Underwood Vaughan Wade Walker Wallington Walton Ward Warner Warren
Watkin Watson Webb Weston Wheeler White Whitehead Wilkin Wilkinson Wilson Winter Wood Wright Young
`)

/** Family names in German that end in s, z, x or ce. */
export const familiesInSDe: readonly string[] = list(`
Ahrens Behrens Bertz Bruns Buchholtz Buchholz Burmeisters Carstens Claus Diercks Ehlers Eilers Fritz Fuchs Goetz
Goltz Haas Heinrichs Hertz Hinrichs Holtz Jacobs Jahns Kaltz Klaus Kranz Krebs Kreutz Kuntz Lorenz Luetz Lutz Maas
Marx Mertens Moritz Neuhaus Nickels Paulus Pletz Prinz Reitz Rubens Schmitz Scholz Schulz Schwarz Seitz Stolz Thies
Volz Wentz Wilms Wirtz Zeitz
`)

/** Family names in English that end in s, z, x or ce. */
export const familiesInSEn: readonly string[] = list(`
Adams Andrews Banks Barnes Bates Briggs Brooks Burgess Burns Chambers Childs Coles Collins Cox Daniels Davis Douglas
Edwards Ellis Evans Ferris Fox Gibbs Griffiths Harris Hayes Hicks Higgins Holmes Hopkins Hughes Humphries James
Jenkins Jennings Jones Knox Lewis Mathews Mills Morris Myers Nichols Norris Perkins Phillips Powers Price Reeves
Reynolds Rogers Ross Sanders Saunders Simmons Stephens Stokes Summers Thomas Wallis Watkins Watts Wells Wilcox
Williams Woods Yates
`)

/** Invented places. */
export const places: readonly string[] = list(`
Ahrental Birkenrode Buchenau Dornfelde Eichwalde Erlenbrunn Eschenfurt Falkenrode Fichtental Grauenstein Haselbrunn
Hellental Hirschfurt Kaltenbrunn Kirschau Lerchenau Lindenfurt Moorbach Neuenrode Nordenau Oberlinden Quellental
Rabenau Rehfelde Rotbuchen Sandfurt Schilfau Silberbrunn Sonnenrode Steinlinden Talheide Ulmenau Waldfurt Weidental
Wiesenbrunn Wolfsbrunn Ziegenrode Zwillau
`)

/** Invented places that end in s or z. */
export const placesInS: readonly string[] = list(`
Auenfels Birkenfels Dornholz Eichenfels Falkenholz Grauenfels Haselholz Lindenfels Moorfels Rabenholz Rotenfels
Sandholz Silberfels Steinholz Waldfels Weidenholz
`)

/** Invented names of companies. */
export const companies: readonly string[] = list(`
Almira Arvena Bergolo Calvero Delvano Ferrona Galvero Helvara Indora Jovara Kelvano Lumera Marvello Nordavo Ostara
Palvero Quintara Rivello Solvena Tarvano Ulmera Valdora Westavo Ylvara Zelvano
`)

/** Invented names of companies that end in x. */
export const companiesInS: readonly string[] = list(`
Alvex Bermax Corvex Delmax Ferrox Galtex Helvex Indrex Jovex Kelmax Lumex Marvex Nordex Palmex Rivex Solmax Tarvex
Valdex Westex Zelmax
`)

function list(words: string): string[] {
  return words.trim().split(/\s+/u)
}
