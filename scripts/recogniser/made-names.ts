// Names that stand in no list: put together from the halves of others, or of languages whose names @faker-js/faker has only in
// their own script.

export function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)]!
}

/** Our own lists of frequent names, as they are written in German and English papers. */
const givenNames =
  `Ahmed Mohammed Mohamed Ali Omar Khaled Yusuf Ibrahim Hassan Hussein Mustafa Samir Karim Rami Bilal Tariq Nasser Fatima Aisha Layla
  Mariam Amina Zainab Noor Salma Yasmin Rania Dalia Huda Samira Farah Nadia Sergej Dmitri Alexej Wladimir Iwan Oleg Nikolai Andrej
  Igor Boris Olga Natalja Swetlana Irina Tatjana Ljudmila Galina Oksana Volodymyr Oleksandr Andrij Taras Yulia Anastasia Kateryna
  Rajesh Amit Sanjay Priya Anjali Deepak Sunita Vikram Arjun Lakshmi Wei Li Ming Xiu Jing Hao Yan Kenji Hiroshi Yuki Sakura Takeshi
  Min-jun Seo-yeon Ji-woo Kwame Kofi Abena Chidi Ngozi Emeka Amara Tesfaye Selam Dawit Abebe Reza Mehdi Shirin Maryam Darius Parisa
  Giorgos Dimitrios Eleni Katerina Konstantinos Besnik Arben Blerta Dragan Zoran Milica Jelena`.split(/\s+/)
const familyNames =
  `Al-Masri Hamdan Haddad Khoury Mansour Nasser Saleh Abbas Farouk Hussein Rahman Ibrahim Bakri Darwish Najjar Qasim Shaheen Zaki
  Sabbagh Khalil Iwanow Petrow Smirnow Kusnezow Popow Wolkow Sokolow Lebedew Kozlow Nowikow Morosowa Iwanowa Schewtschenko Kowalenko
  Bondarenko Tkatschenko Melnyk Shevchenko Kovalenko Sharma Patel Singh Gupta Kumar Reddy Iyer Mehta Nair Chatterjee Wang Zhang Liu
  Chen Yang Huang Zhao Wu Zhou Xu Tanaka Suzuki Yamamoto Watanabe Nakamura Kobayashi Kim Park Choi Jung Kang Mensah Owusu Boateng
  Okafor Adeyemi Nwosu Eze Bekele Haile Tesfay Hosseini Ahmadi Karimi Rahimi Moradi Papadopoulos Georgiou Nikolaidis Hoxha Krasniqi
  Berisha Jovanović Petrović Nikolić Marković Hodžić`.split(/\s+/)

export function transliterated(random: () => number): { given: string; surname: string } {
  return { given: pick(givenNames, random), surname: pick(familyNames, random) }
}

/** The beginning of one surname and the end of another. */
export function surnameFrom(surnames: readonly string[], random: () => number): string {
  const one = pick(surnames, random)
  const other = pick(surnames, random)
  const beginning = one.slice(0, Math.max(2, Math.ceil(one.length / 2)))
  const made = beginning + other.slice(Math.floor(other.length / 2)).toLowerCase()
  return /^\p{L}+$/u.test(made) ? made : one
}
