package dev.parley.it.storm;

import dev.parley.it.client.TestUser;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What somebody is shown of the presence of others, as many as one request may ask for. */
final class PresencePage {
    /** Contract, section 2. */
    static final int SIZE = 200;

    private final TestUser viewer;
    private final List<String> ids;
    private final String path;
    private List<String> away = List.of();

    private PresencePage(TestUser viewer, List<TestUser> shown) {
        this.viewer = viewer;
        this.ids = shown.stream().map(TestUser::id).toList();
        this.path = "/presence?userIds=" + String.join(",", ids);
    }

    /** All of {@code shown}, a page for each of the first of {@code viewers}. */
    static List<PresencePage> of(List<TestUser> viewers, List<TestUser> shown) {
        var pages = new ArrayList<PresencePage>();
        for (int from = 0; from < shown.size(); from += SIZE) {
            var some = shown.subList(from, Math.min(from + SIZE, shown.size()));
            pages.add(new PresencePage(viewers.get(from / SIZE), some));
        }
        return pages;
    }

    /** From now on these are to be shown offline, if they are on this page. */
    void expectAway(List<TestUser> users) {
        var gone = users.stream().map(TestUser::id).collect(Collectors.toSet());
        away = ids.stream().filter(gone::contains).toList();
    }

    /** Everybody is shown online but those who are away. */
    boolean isTrue() {
        var answer = viewer.rest().get(path);
        return answer.status() == 200
                && answer.objects("presence").stream()
                        .allMatch(presence -> presence.getString("status")
                                .equals(away.contains(presence.getString("userId")) ? "offline" : "online"));
    }
}
