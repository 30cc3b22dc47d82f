import { createCertificate } from "../scripts/test-certificate.ts";

/** The one of this test run. */
export const certificate = createCertificate();
