import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Form } from './form.ts';
import { agreementPaper, performancePaper } from './forms/agreement.ts';
import { acceptancePaper, applicationPaper } from './forms/application.ts';
import { authorityPaper, evidencePaper } from './forms/authority.ts';
import { backCoverPaper, coverPaper, indexPaper } from './forms/cover.ts';
import { confirmationPaper, followUpPaper, notePaper } from './forms/follow-up.ts';
import { handoverPaper, receiptPaper } from './forms/handover.ts';
import { identityPaper, noticePaper } from './forms/notice.ts';
import { inquiryPaper, recordPaper } from './forms/record.ts';

/** How a paper of a mediation is laid out. */
export function mediationPaper(paper: Form): TDocumentDefinitions {
  switch (paper.form) {
    case 'cover':
      return coverPaper(paper);
    case 'index':
      return indexPaper(paper);
    case 'application':
      return applicationPaper(paper);
    case 'acceptance':
      return acceptancePaper(paper);
    case 'notice':
      return noticePaper(paper);
    case 'identity':
      return identityPaper(paper);
    case 'authority':
      return authorityPaper(paper);
    case 'inquiry':
      return inquiryPaper(paper);
    case 'evidence':
      return evidencePaper(paper);
    case 'record':
      return recordPaper(paper);
    case 'agreement':
      return agreementPaper(paper);
    case 'performance':
      return performancePaper(paper);
    case 'followUp':
      return followUpPaper(paper);
    case 'confirmation':
      return confirmationPaper(paper);
    case 'handover':
      return handoverPaper(paper);
    case 'receipt':
      return receiptPaper(paper);
    case 'note':
      return notePaper(paper);
    case 'backCover':
      return backCoverPaper(paper);
  }
}
