/** Labels that stand for the name of a person and of nothing else. What divides their parts does not count, and neither does case. */
export const nameLabels: readonly string[] = (
  'nachname familienname zuname vorname vornamen rufname geburtsname mädchenname maedchenname taufname lastname surname familyname firstname ' +
  'givenname forename middlename maidenname fullname apellido apellidos nomdefamille prénom prenom cognome achternaam voornaam'
).split(' ')

/** The same, with what programs and people write between the parts. */
export const writtenNameLabels: readonly string[] = nameLabels.flatMap((label) => {
  const part = /^(last|sur|family|first|given|middle|maiden|full)(name)$/.exec(label)
  return part === null ? [label] : [label, `${part[1]} ${part[2]}`, `${part[1]}_${part[2]}`, `${part[1]}-${part[2]}`]
})
