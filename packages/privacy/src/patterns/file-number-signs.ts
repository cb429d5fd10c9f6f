/**
 * Register signs of German courts and prosecutors (Aktenordnungen of the states, rules of procedure of the federal courts), grouped by
 * branch. A sign says what kind of proceedings it is and stands between chamber and number: 3 **C** 123/24.
 */
const signs = `
  AR ARP ARs B BSch C Cg F FH H HK HKO IE IK IN J K KFH L Lw M N O OH R S SCH Sch SchH T U UF UFH UH V VH VI W WF Wx WLw X XIV XVII Z
  AktG EK Kap Kart Verg SchK
  AK AuslA BRs Bs BwR Cs Ds E Ds-E Gs GSs KLs Kls Ks Ls Ns OJs OWi OWs Owi PLs Qs RB RBs Rs Ss SsBs SsOWi StE StO StVK UJs Js VAs VRs Vollz VRJs Ws
  AktE Hs
  ABGs ARZ AnwSt AnwZ BGs BJs BLw EnVR EnVZ EnRB KRB KVR KVZ KZB KZR NotSt NotZ PatAnwZ RiSt RiZ StB StR StbSt VGS VIZR WpSt ZA ZB ZR ZRB
  BvA BvB BvC BvD BvE BvF BvG BvH BvI BvK BvL BvM BvN BvO BvP BvQ BvR BvT PBvU PBvV AGS VB
  ABN ABR AR-S AS ASn AV AZA AZB AZN AZR BV BVGa BVHa Ca Ga Ha Oa Sa SaGa SHa Ta TaBV TaBVGa TaBVHa
  BAr BJ BU RA RAr RE RJ RK RKa RKg RLw RS RU RV ÜG
  AL AS AY BA BH BK BL EG GS KA KG KN KR KS LW P PKH R SB SF SO SV TR U VE VG VH VJ VK VM VS VU
  A AE AS CE CN CS D DA DB DC DO EK G GE KM KN KO KS LA LB LC LD ME MN MP MR NE NC OB OVG PB VB VR WB WD ZB ZC BN VwZ Verf VfGH VerfGH NB
  GrS GS GmS-OGB BVL EnZR EnZB LwZR LwZB StRR
`

const known: ReadonlySet<string> = new Set(signs.trim().split(/\s+/))

export function isFileNumberSign(sign: string): boolean {
  return known.has(sign)
}

/** Signs that stand before a number without a chamber and mean nothing else. */
export const signsWithoutChamber: ReadonlySet<string> = new Set([
  'AnwZ',
  'EnVR',
  'EnVZ',
  'EnZR',
  'GmS-OGB',
  'GrS',
  'GSSt',
  'GSZ',
  'KRB',
  'KVR',
  'KVZ',
  'KZB',
  'KZR',
  'LwZB',
  'LwZR',
  'NotSt',
  'NotZ',
  'PatAnwZ',
  'RiZ',
  'StB',
  'StbSt',
  'VerfGH',
  'VfGH',
])
