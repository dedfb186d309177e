import { first } from './0001-first.ts';
import { causes } from './0002-causes.ts';
import { subjects } from './0003-subjects.ts';
import { budgets } from './0004-budgets.ts';
import { access } from './0005-access.ts';
import { privacy } from './0006-privacy.ts';
import { audit } from './0007-audit.ts';
import { about } from './0008-about.ts';
import { receipts } from './0009-receipts.ts';
import { customerBase } from './0010-customer-base.ts';
import { urgency } from './0011-urgency.ts';
import { desk } from './0012-desk.ts';
import { leads } from './0013-leads.ts';
import { looking } from './0014-looking.ts';
import type { Migration } from './migration.ts';

export type { Migration } from './migration.ts';

/** Every step, oldest first. */
export const migrations: readonly Migration[] = [first, causes, subjects, budgets, access, privacy, audit, about, receipts, customerBase, urgency, desk, leads, looking];
