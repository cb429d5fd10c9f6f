/**
 * Names that are words as well. Alone they stand for a person only without an article ("Berg kommt später", not "der Berg").
 * Our own list of frequent German and English ones, in small letters.
 */
export const ambiguousNames: ReadonlySet<string> = new Set(
  `adler alt amt anker apfel arm bach bad bader baer bär balk bart bauer baum becher beck becker beil berg berger beyer biene bier
  birke birne blatt blau blum blume bock boden bogen böhm bohne bote brand braun brauer breit brink brot bruch brücke bruder brunnen
  buch buche bund burg busch butter dach damm decker dick dorn drescher drexler eck eiche eichel eis engel ernst essen esel fass faust
  feder fein feld fels fest fink fisch fischer flach fleisch fleischer förster forst frank frei freitag freund friede froh frosch
  frost früh fuchs fuhrmann fürst fuß gans garten gärtner gast geier geiger geist gerber gerste glaser glas glück gold graben graf
  gras grimm groß grün grund gut haas haase habicht hafer hahn hahne haken halm hammer hase haupt haus hecht heide heil heim held
  herbst herz hering herr herzog heu himmel hirsch hirt hof hoffmann holz honig horn huber hut igel jäger jahn jung junge kaiser
  kalb kamm kamp kanne karl kasten käfer kater keller kern kessel kiefer kind kirsch klein klug knapp knecht knopf koch köhler kohl
  kolb könig kopf korb korn kraft krämer kranz kraus kraut krebs kreis kreuz krieg krieger krone kröger krug kugel kuhn kunst kurz
  küster lamm land lang lange laub laufer lehmann lehrer lerch licht lieb linde linden link löffel lorenz löwe lustig luft mai maler
  mann markt mark marder maurer maus mehl mehler meier meister metzger mohn mohr mond montag moos morgen most müller münch nacht
  nadel nagel nebel neu neumann nolte nord nuss ochs ofen ohr ost otter panther pfaff pfeffer pfeil pfeifer pfister pflug pracht
  probst rabe rad rat raum rebe recht regen reich reif reiter rest ring ritter rock roggen rohr rose rot roth rübe ruf ruhe rund sack
  salz sand sauer schade schaefer schäfer schaf scharf schatz scheer schenk schilling schiller schlosser schloss schlüter schmied
  schmidt schmitt schmitz schneider schnell schön schreiber schreiner schröder schubert schuh schuhmacher schule schulz schulze
  schuster schütz schütze schwan schwarz seiler see seidel sieger siegen singen sommer sonne sonntag spatz speck sperling spiegel
  spitz stahl stamm stark stark staub stein steiner stern stock stolz storch storm strauß strom stumpf sturm süß tag tanne taube
  teich teufel thaler thoma tief tischler topf traub traum treu trost turm ufer uhl ulm vater vetter vogel vogt voll wagen wagner
  wald wall walter wand warm wasser weber weg weide wein weiß weiss wein weller welt wend werk werner west wetter wiese wild winkel
  winter wirt wirth wolf wolke wolle wunder wurm wurst zahn zander zapf zaun zimmer zimmermann zucker
  angel april august baker bell best bishop bond brook brown bush butler carpenter carter castle chance clay cook cooper cross day
  dean drew faith field fisher ford fox frost gardener glass grace grant gray green guy hall hill hope hunt hunter iris ivy jack jay
  joy june justice king knight lake lane law lily long love major marsh mason may miller moon moore noble page park parker pepper
  pike pope potter price prince ray reed rich rivers rob robin rose ruby rush rusty sage sharp shepherd short sky smart smith snow
  spring steel stone story strong summer sunny taylor temple turner viola wade walker wall ward waters weaver west white will wise
  wood woods woody young`.split(/\s+/),
)
