/** How the committee of a centre is called on papers and in its seal: 晶泉县人民调解委员会. @param orgName of the centre, with or without what kind of office it is */
export function committeeName(orgName: string): string {
  return `${orgName.replace(/(社会治理中心|综治中心|治理中心|人民政府)$/u, '')}人民调解委员会`;
}
