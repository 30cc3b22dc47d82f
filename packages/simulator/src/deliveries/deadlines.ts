/** How long an app has to answer a callback or an event, in milliseconds. */
export const answerDeadlineMs = 3000;

/** How long a request URL has to answer `url_verification`, in milliseconds. */
export const challengeDeadlineMs = 1000;
