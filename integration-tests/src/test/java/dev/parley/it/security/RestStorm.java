package dev.parley.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Rest;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Bad requests: each is answered, none with a 5xx. */
final class RestStorm {
    private static final List<String> TYPES =
            List.of("application/json", "application/json; charset=utf-8", "text/plain", "application/json;;", "x");

    private final Rest caller;
    private final SplittableRandom random;
    private final Mutations mutations;
    private final List<RestCalls.Call> calls;
    private final Map<String, Integer> outcomes = new TreeMap<>();

    RestStorm(Rest caller, SplittableRandom random, List<RestCalls.Call> calls) {
        this.caller = caller;
        this.random = random;
        this.mutations = new Mutations(random);
        this.calls = calls;
    }

    Map<String, Integer> send(int requests) {
        for (int i = 0; i < requests; i++) {
            var call = calls.get(random.nextInt(calls.size()));
            var path = random.nextInt(4) == 0 ? badPath(call.path()) : call.path();
            var body = body(call.body());
            var type = random.nextInt(20) == 0 ? TYPES.get(random.nextInt(TYPES.size())) : "application/json";
            var answer = caller.send(call.method(), path, body, type);
            assertThat(answer.status())
                    .as("%s with %s answered %s", answer.request(), body, answer.body())
                    .isLessThan(500);
            if (answer.status() >= 400) {
                answer.refused(answer.status(), answer.json().getString("code"));
            }
            outcomes.merge(Integer.toString(answer.status()), 1, Integer::sum);
        }
        return outcomes;
    }

    private @Nullable String body(@Nullable JsonObject good) {
        if (good == null) {
            return random.nextInt(5) == 0 ? mutations.garbage(20) : null;
        }
        return random.nextInt(4) == 0
                ? mutations.mangle(good.encode())
                : mutations.mutate(good).encode();
    }

    /** One segment, or the query, is something else. */
    private String badPath(String path) {
        var bad = URLEncoder.encode(
                mutations.value().toString().replaceAll("[\\ud800-\\udfff]", "?"), StandardCharsets.UTF_8);
        var shortened = bad.substring(0, Math.min(bad.length(), 1_500)).replaceAll("%.?$", "");
        var query = path.indexOf('=');
        if (query > 0) {
            return path.substring(0, query + 1) + shortened;
        }
        return path.replaceFirst("[0-9a-f]{8}-[0-9a-f-]{27}", java.util.regex.Matcher.quoteReplacement(shortened));
    }
}
