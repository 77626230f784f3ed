package dev.parley.it.client;

/** How a socket ended. {@link #ABNORMAL} stands for the end without a close frame. */
public record Closing(int code, String reason) {
    public static final int ABNORMAL = 1006;
}
