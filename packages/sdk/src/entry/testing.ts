export { createTestClock, type TestClock } from "../testing/test-clock.ts";
