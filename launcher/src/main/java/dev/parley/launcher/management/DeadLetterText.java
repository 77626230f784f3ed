package dev.parley.launcher.management;

import dev.parley.model.deadletter.DeadLetter;
import dev.parley.model.deadletter.DeadLetterAction;
import dev.parley.model.deadletter.DeadLetterActions;
import dev.parley.model.deadletter.DeadLetterPage;
import dev.parley.model.deadletter.DeadLetterSummary;
import dev.parley.model.deadletter.DeadLettersSettled;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code scripts/dlq} prints, ready made, so that it needs no tool that reads JSON. Tables are tab-separated with a
 * line of titles; of what is asked for again the first line says how.
 */
final class DeadLetterText {
    private DeadLetterText() {}

    /** @throws IllegalArgumentException if it is nothing of the dead letters */
    static String of(Record answer) {
        if (answer instanceof DeadLetterPage page) {
            return row(page.total(), page.nextCursor()) + table(page);
        } else if (answer instanceof DeadLetter one) {
            return fields(one) + "\n" + one.content() + "\n";
        } else if (answer instanceof DeadLettersSettled settled) {
            return row(settled.settled(), settled.kept(), settled.more(), settled.diedBefore());
        } else if (answer instanceof DeadLetterActions actions) {
            return row(actions.actions().size(), actions.nextBefore()) + table(actions);
        }
        throw new IllegalArgumentException("no text for " + answer.getClass());
    }

    private static String table(DeadLetterPage page) {
        return row("ID", "CAUSE", "ATTEMPTS", "FIRST", "LAST", "FROM", "BYTES", "KIND")
                + rows(page.deadLetters(), DeadLetterText::line);
    }

    private static String line(DeadLetterSummary one) {
        return row(
                one.id(),
                one.cause(),
                one.attempts(),
                seconds(one.firstAt()),
                seconds(one.lastAt()),
                from(one.exchange(), one.routingKey()),
                one.size(),
                one.kind());
    }

    private static String table(DeadLetterActions actions) {
        return row("NUMBER", "AT", "BY", "DID", "ID", "CAUSE", "ATTEMPTS", "FROM", "KIND")
                + rows(actions.actions(), DeadLetterText::line);
    }

    private static String line(DeadLetterAction one) {
        return row(
                one.number(),
                seconds(one.at()),
                one.by(),
                one.did(),
                one.id(),
                one.cause(),
                one.attempts(),
                from(one.exchange(), one.routingKey()),
                one.kind());
    }

    private static String fields(DeadLetter whole) {
        var one = whole.summary();
        return row("id", one.id())
                + row("cause", one.cause())
                + row("attempts", one.attempts())
                + row("first", one.firstAt())
                + row("last", one.lastAt())
                + row("from", from(one.exchange(), one.routingKey()))
                + row("bytes", one.size())
                + row("kind", one.kind())
                + row("content", whole.encoding() + (whole.truncated() ? ", its beginning only" : ""));
    }

    private interface Line<T> {
        String of(T one);
    }

    private static <T> String rows(List<T> all, Line<T> line) {
        return all.stream().map(line::of).collect(Collectors.joining());
    }

    private static @Nullable Instant seconds(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static @Nullable String from(@Nullable String exchange, @Nullable String routingKey) {
        return exchange == null
                ? null
                : exchange + (routingKey == null || routingKey.isEmpty() ? "" : "/" + routingKey);
    }

    private static String row(@Nullable Object... cells) {
        return Stream.of(cells)
                .map(cell -> Objects.toString(cell, "-").replaceAll("[\\t\\n\\r]", " "))
                .collect(Collectors.joining("\t", "", "\n"));
    }
}
