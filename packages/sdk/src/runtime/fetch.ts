/** The fetch of this runtime, looked up at each call so that instrumentation that replaces it is used. */
export const systemFetch = (url: string, init: RequestInit): Promise<Response> => fetch(url, init);
