package dev.parley.gateway.http;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What can be called here: tells a wrong method (405) from an unknown path (404), and the documents from the code. */
public final class Endpoints {
    /**
     * One method of one path.
     *
     * @param path as in OpenAPI, {@code /api/v1/rooms/{roomId}}
     */
    public record Endpoint(HttpMethod method, String path) {}

    private static final Pattern PARAMETER = Pattern.compile("\\{\\w+}");

    private record Known(Endpoint endpoint, Pattern path) {}

    private final List<Known> known = new ArrayList<>();

    /**
     * Tells of one.
     *
     * @param path as in OpenAPI
     */
    public void add(HttpMethod method, String path) {
        var pattern = new StringBuilder();
        var parameters = PARAMETER.matcher(path);
        int from = 0;
        while (parameters.find()) {
            pattern.append(Pattern.quote(path.substring(from, parameters.start())))
                    .append("[^/]+");
            from = parameters.end();
        }
        pattern.append(Pattern.quote(path.substring(from))).append("/?");
        known.add(new Known(new Endpoint(method, path), Pattern.compile(pattern.toString())));
    }

    public List<Endpoint> all() {
        return known.stream().map(Known::endpoint).toList();
    }

    /** The methods that {@code path} answers to, empty if there is no such path. */
    Set<String> methodsOf(String path) {
        var methods = new TreeSet<String>();
        for (var candidate : known) {
            if (candidate.path.matcher(path).matches()) {
                methods.add(candidate.endpoint.method().name());
            }
        }
        return Collections.unmodifiableSet(methods);
    }
}
