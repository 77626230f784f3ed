package dev.parley.gateway.peer;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one proxy said of whoever asked it.
 *
 * @param address null if it did not tell one
 * @param scheme null if it did not say
 * @param host null if it did not say
 */
record Hop(
        @Nullable InetAddress address,
        @Nullable String scheme,
        @Nullable String host) {
    static final Hop SILENT = new Hop(null, null, null);

    private static final Pattern WITH_PORT =
            Pattern.compile("(\\d+\\.\\d+\\.\\d+\\.\\d+):\\d{1,5}|\\[([^]]+)](?::\\d{1,5})?");

    /** RFC 7239 section 4: {@code name=token} or {@code name="quoted"}, separated by semicolons. */
    private static final Pattern PAIR = Pattern.compile(
            "\\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)=([!#$%&'*+.^_`|~0-9A-Za-z-]+|\"(?:[^\"\\\\]|\\\\.)*\")\\s*([;,]|$)");

    /** The proxies in the order of their elements, the nearest last; none if the header is not well formed. */
    static List<Hop> ofForwarded(List<String> headers) {
        var text = String.join(",", headers);
        var hops = new ArrayList<Hop>();
        var pair = PAIR.matcher(text);
        var hop = SILENT;
        int at = 0;
        while (at < text.length()) {
            if (!pair.find(at) || pair.start() != at) {
                return List.of();
            }
            hop = hop.with(pair.group(1).toLowerCase(Locale.ROOT), unquoted(pair.group(2)));
            if (!pair.group(3).equals(";")) {
                hops.add(hop);
                hop = SILENT;
            }
            at = pair.end();
        }
        return hops;
    }

    /** {@code proto} and {@code host} count by their last value, which the nearest proxy wrote. */
    static List<Hop> ofXForwarded(List<String> addresses, List<String> schemes, List<String> hosts) {
        var scheme = last(schemes);
        var host = last(hosts);
        var hops = new ArrayList<Hop>();
        for (var address : listed(addresses)) {
            hops.add(new Hop(parse(address), scheme, host));
        }
        return hops.isEmpty() ? List.of(new Hop(null, scheme, host)) : hops;
    }

    private Hop with(String name, String value) {
        return switch (name) {
            case "for" -> new Hop(parse(value), scheme, host);
            case "proto" -> new Hop(address, value, host);
            case "host" -> new Hop(address, scheme, value);
            default -> this;
        };
    }

    private static String unquoted(String value) {
        return value.startsWith("\"") ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
    }

    private static @Nullable InetAddress parse(String text) {
        var withPort = WITH_PORT.matcher(text);
        var address = text;
        if (withPort.matches()) {
            address = withPort.group(1) == null ? withPort.group(2) : withPort.group(1);
        }
        return AddressRange.parseAddress(address).orElse(null);
    }

    private static @Nullable String last(List<String> headers) {
        var values = listed(headers);
        return values.isEmpty() ? null : values.get(values.size() - 1);
    }

    private static List<String> listed(List<String> headers) {
        return headers.stream()
                .flatMap(header -> List.of(header.split(",", -1)).stream())
                .map(String::trim)
                .toList();
    }
}
