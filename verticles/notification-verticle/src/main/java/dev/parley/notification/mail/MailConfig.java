package dev.parley.notification.mail;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How notifications are mailed.
 *
 * @param from who mails: {@code Parley <parley@example.org>}, or the address alone
 * @param publicUrl where people reach the web client, without a slash at its end; links in mails begin with it
 * @param attempts how often one is tried before it is a dead letter, 1 to 1,000
 * @param firstPause after the first failure; each further one is twice as long, up to {@link #LONGEST_PAUSE}
 * @param timeout how long one attempt may take, connecting and all
 * @param concurrency mails on their way at once, of one instance, 1 to 1,000
 */
public record MailConfig(
        Relay relay,
        String from,
        URI publicUrl,
        Schedule schedule,
        int attempts,
        Duration firstPause,
        Duration timeout,
        int concurrency) {
    public static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** Strict on purpose: it becomes a header. */
    private static final Pattern FROM =
            Pattern.compile("(?:[^<>@\\p{Cntrl}]+ )?<([^<>@\\s]+@[^<>@\\s]+)>|([^<>@\\s]+@[^<>@\\s]+)");

    public MailConfig {
        if (!FROM.matcher(from).matches()) {
            throw new IllegalArgumentException("notification.mail.from: " + from + " is no address");
        }
        checkUrl(publicUrl);
        check("firstPause", firstPause, Duration.ofMillis(1), LONGEST_PAUSE);
        check("timeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(5));
        check("attempts", attempts, 1, 1_000);
        check("concurrency", concurrency, 1, 1_000);
    }

    /** Of the sender's address: what Message-IDs end with. */
    String domain() {
        var matcher = FROM.matcher(from);
        if (!matcher.matches()) {
            throw new IllegalStateException("checked when it was made");
        }
        var address = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return address.substring(address.indexOf('@') + 1);
    }

    /**
     * The SMTP server that takes what is mailed.
     *
     * @param tls whether the connection is encrypted from its first byte (RFC 8314), as at port 465
     * @param username null: none is asked for
     */
    public record Relay(
            String host,
            int port,
            StartTls startTls,
            boolean tls,
            @Nullable String username,
            String password) {
        public Relay {
            check("port", port, 1, 65_535);
        }

        @Override
        public String toString() {
            return "Relay[" + host + ":" + port + ", username=" + username + ", password=[redacted]]";
        }
    }

    /** Whether a connection that begins in the clear is encrypted (RFC 3207). */
    public enum StartTls {
        DISABLED,
        /** If the server can. Whoever sits in between can make it seem that it cannot. */
        OPTIONAL,
        REQUIRED;

        /** @throws IllegalArgumentException if it is none */
        public static StartTls of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    private static void checkUrl(URI url) {
        var scheme = url.getScheme();
        boolean web = "http".equals(scheme) || "https".equals(scheme);
        if (!web
                || url.getHost() == null
                || url.getRawQuery() != null
                || url.getRawFragment() != null
                || url.toString().endsWith("/")) {
            throw new IllegalArgumentException(
                    "notification.mail.publicUrl: " + url + " is not as https://chat.example.org");
        }
    }

    private static void check(String field, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "notification.mail." + field + ": " + value + " is outside " + min + "–" + max);
        }
    }

    private static void check(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "notification.mail." + field + ": " + value + " is outside " + min + "–" + max);
        }
    }
}
