package dev.parley.gateway.limit;

/**
 * How large the head of a request may be, in bytes.
 *
 * @param url of the request line; of HTTP/2 the path with its query
 * @param headers all of them together
 */
public record HeadSizes(int url, int headers) {
    /** 200 ids of up to 64 characters in a query, the longest the contract allows. */
    public static final HeadSizes DEFAULTS = new HeadSizes(16 * 1024, 16 * 1024);

    public static final int LEAST = 1024;
    public static final int MOST = 1024 * 1024;

    public HeadSizes {
        Ranges.check("gateway.limits.url", url, LEAST, MOST);
        Ranges.check("gateway.limits.headers", headers, LEAST, MOST);
    }
}
