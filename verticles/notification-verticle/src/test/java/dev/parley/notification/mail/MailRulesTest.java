package dev.parley.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.id.NotificationId;
import dev.parley.model.id.RoomId;
import dev.parley.model.notification.Notification.Kind;
import dev.parley.model.notification.NotificationSettings;
import dev.parley.model.notification.QuietHours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** When somebody is mailed, and about what. */
class MailRulesTest {
    private static final String NEVER = "never";
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static final Schedule EIGHT_UTC = eight(ZoneId.of("UTC"));
    private static final Schedule EIGHT_BERLIN = eight(BERLIN);
    private static final Schedule EIGHT_KOLKATA = eight(ZoneId.of("Asia/Kolkata"));
    private static final Schedule EIGHT_KIRITIMATI = eight(ZoneId.of("Pacific/Kiritimati"));
    private static final Schedule SKIPPED_IN_BERLIN = new Schedule(Duration.ofMinutes(10), LocalTime.of(2, 30), BERLIN);

    private static final NotificationSettings ON = new NotificationSettings(true, true, true, null);
    private static final NotificationSettings OFF = new NotificationSettings(true, false, true, null);
    private static final NotificationSettings NIGHT = quiet("22:00", "07:00");
    private static final NotificationSettings LONG_NIGHT = quiet("22:00", "09:30");
    private static final NotificationSettings NOON = quiet("12:00", "13:00");
    private static final NotificationSettings TO_HALF_PAST_TWO = quiet("23:00", "02:30");

    static Stream<Arguments> table() {
        return Stream.of(
                row("no mail wanted", OFF, EIGHT_UTC, "2026-01-15T12:00:00Z", NEVER, mention("2026-01-15T11:00:00Z")),
                row("all read", ON, EIGHT_UTC, "2026-01-15T12:00:00Z", NEVER),
                // mentions
                row("just now", ON, EIGHT_UTC, "2026-01-15T12:00:00Z", "12:10", mention("2026-01-15T12:00:00Z")),
                row("not yet", ON, EIGHT_UTC, "2026-01-15T12:09:59Z", "12:10", mention("2026-01-15T12:00:00Z")),
                row("due", ON, EIGHT_UTC, "2026-01-15T12:10:00Z", "@1", mention("2026-01-15T12:00:00Z")),
                row(
                        "the first that is due takes all",
                        ON,
                        EIGHT_UTC,
                        "2026-01-15T12:10:00Z",
                        "@2",
                        mention("2026-01-15T12:09:00Z"),
                        mention("2026-01-15T12:00:00Z")),
                row(
                        "but nothing else",
                        ON,
                        EIGHT_UTC,
                        "2026-01-15T12:10:00Z",
                        "@1",
                        message("2026-01-15T12:09:00Z"),
                        mention("2026-01-15T12:00:00Z")),
                // the digest
                row(
                        "for the morning",
                        ON,
                        EIGHT_UTC,
                        "2026-01-15T12:00:00Z",
                        "16T08:00",
                        message("2026-01-15T12:00:00Z")),
                row("today's", ON, EIGHT_UTC, "2026-01-15T07:59:59Z", "08:00", message("2026-01-15T01:00:00Z")),
                row("it is eight", ON, EIGHT_UTC, "2026-01-15T08:00:00Z", "1", message("2026-01-15T07:59:59Z")),
                row(
                        "came at eight",
                        ON,
                        EIGHT_UTC,
                        "2026-01-15T08:00:00Z",
                        "16T08:00",
                        message("2026-01-15T08:00:00Z")),
                row(
                        "what is overdue takes what came since",
                        ON,
                        EIGHT_UTC,
                        "2026-01-15T11:00:00Z",
                        "2",
                        message("2026-01-15T10:00:00Z"),
                        message("2026-01-14T10:00:00Z")),
                row(
                        "without mentions that are not due",
                        ON,
                        EIGHT_UTC,
                        "2026-01-15T08:00:00Z",
                        "1",
                        mention("2026-01-15T07:55:00Z"),
                        message("2026-01-15T07:00:00Z")),
                row(
                        "with those that are",
                        ON,
                        EIGHT_UTC,
                        "2026-01-15T08:00:00Z",
                        "@1 1",
                        mention("2026-01-15T07:50:00Z"),
                        message("2026-01-15T07:00:00Z")),
                row(
                        "whatever is first",
                        ON,
                        EIGHT_UTC,
                        "2026-01-15T07:45:00Z",
                        "07:52",
                        message("2026-01-15T07:45:00Z"),
                        mention("2026-01-15T07:42:00Z")),
                // whose clock
                row(
                        "the server's zone",
                        ON,
                        EIGHT_BERLIN,
                        "2026-01-15T03:00:00Z",
                        "07:00",
                        message("2026-01-15T03:00:00Z")),
                row("in summer", ON, EIGHT_BERLIN, "2026-07-15T03:00:00Z", "06:00", message("2026-07-15T03:00:00Z")),
                row(
                        "half an hour off",
                        ON,
                        EIGHT_KOLKATA,
                        "2026-01-15T02:00:00Z",
                        "02:30",
                        message("2026-01-15T02:00:00Z")),
                row(
                        "another day there",
                        ON,
                        EIGHT_KIRITIMATI,
                        "2026-01-15T17:00:00Z",
                        "18:00",
                        message("2026-01-15T17:00:00Z")),
                row(
                        "the user's own",
                        NOON,
                        EIGHT_KIRITIMATI,
                        "2026-01-15T03:00:00Z",
                        "07:00",
                        message("2026-01-15T03:00:00Z")),
                // 2026-03-29: 02:00 becomes 03:00 at 01:00Z; 2026-10-25: 03:00 becomes 02:00 at 01:00Z
                row(
                        "a day of 23 hours",
                        ON,
                        EIGHT_BERLIN,
                        "2026-03-28T07:00:00Z",
                        "29T06:00",
                        message("2026-03-28T07:00:00Z")),
                row(
                        "a day of 25 hours",
                        ON,
                        EIGHT_BERLIN,
                        "2026-10-24T06:00:00Z",
                        "25T07:00",
                        message("2026-10-24T06:00:00Z")),
                row(
                        "the clocks skip it: as much later",
                        ON,
                        SKIPPED_IN_BERLIN,
                        "2026-03-29T00:00:00Z",
                        "01:30",
                        message("2026-03-29T00:00:00Z")),
                row(
                        "they show it twice: the first time",
                        ON,
                        SKIPPED_IN_BERLIN,
                        "2026-10-25T00:00:00Z",
                        "00:30",
                        message("2026-10-25T00:00:00Z")),
                row(
                        "and not again the second time",
                        ON,
                        SKIPPED_IN_BERLIN,
                        "2026-10-25T00:30:00Z",
                        "26T01:30",
                        message("2026-10-25T00:30:00Z")),
                // quiet hours, Berlin
                row(
                        "before midnight",
                        NIGHT,
                        EIGHT_UTC,
                        "2026-01-15T22:30:00Z",
                        "16T06:00",
                        mention("2026-01-15T22:20:00Z")),
                row(
                        "after midnight",
                        NIGHT,
                        EIGHT_UTC,
                        "2026-01-16T00:30:00Z",
                        "06:00",
                        mention("2026-01-16T00:20:00Z")),
                row("over", NIGHT, EIGHT_UTC, "2026-01-16T06:00:00Z", "@1", mention("2026-01-16T00:20:00Z")),
                row("just before", NIGHT, EIGHT_UTC, "2026-01-15T20:59:59Z", "@1", mention("2026-01-15T20:00:00Z")),
                row(
                        "came before, due in them",
                        NIGHT,
                        EIGHT_UTC,
                        "2026-01-15T21:05:00Z",
                        "16T06:00",
                        mention("2026-01-15T20:55:00Z")),
                row(
                        "a digest in them",
                        LONG_NIGHT,
                        EIGHT_UTC,
                        "2026-01-16T07:00:00Z",
                        "08:30",
                        message("2026-01-15T12:00:00Z")),
                row(
                        "is mailed at their end, with the mentions",
                        LONG_NIGHT,
                        EIGHT_UTC,
                        "2026-01-16T08:30:00Z",
                        "@1 1",
                        mention("2026-01-16T02:00:00Z"),
                        message("2026-01-15T12:00:00Z")),
                row(
                        "a shorter night",
                        NIGHT,
                        EIGHT_UTC,
                        "2026-03-29T00:30:00Z",
                        "05:00",
                        mention("2026-03-29T00:00:00Z")),
                row(
                        "a longer night",
                        NIGHT,
                        EIGHT_UTC,
                        "2026-10-25T00:30:00Z",
                        "06:00",
                        mention("2026-10-25T00:00:00Z")),
                row(
                        "an end that is skipped",
                        TO_HALF_PAST_TWO,
                        EIGHT_UTC,
                        "2026-03-29T00:30:00Z",
                        "01:00",
                        mention("2026-03-29T00:00:00Z")),
                row(
                        "an end that comes twice",
                        TO_HALF_PAST_TWO,
                        EIGHT_UTC,
                        "2026-10-25T00:45:00Z",
                        "01:30",
                        mention("2026-10-25T00:00:00Z")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void table(
            String situation,
            NotificationSettings settings,
            Schedule schedule,
            Instant now,
            String expected,
            List<Entry> unread) {
        var decision = MailRules.decide(new MailState(unread, settings), schedule, now);
        assertThat(told(decision, now)).as(situation).isEqualTo(expected);
    }

    /** {@code @1 2}: one mention and two others are mailed; a time: not before, on another day with its number. */
    private static String told(MailDecision decision, Instant now) {
        if (decision instanceof MailDecision.Wait wait) {
            var until = wait.until().toString();
            boolean sameDay = until.startsWith(now.toString().substring(0, 10));
            return until.substring(sameDay ? 11 : 8, 16);
        }
        if (decision instanceof MailDecision.Send send) {
            long mentions = send.entries().stream().filter(Entry::mention).count();
            long others = send.entries().size() - mentions;
            return ((mentions > 0 ? "@" + mentions + " " : "") + (others > 0 ? others : "")).strip();
        }
        return NEVER;
    }

    private static Arguments row(
            String situation,
            NotificationSettings settings,
            Schedule schedule,
            String now,
            String expected,
            Entry... unread) {
        return Arguments.of(situation, settings, schedule, Instant.parse(now), expected, Arrays.asList(unread));
    }

    private static Entry mention(String at) {
        return entry(Kind.MENTION, at, null);
    }

    private static Entry message(String at) {
        return entry(Kind.MESSAGE, at, null);
    }

    private static Entry entry(Kind kind, String at, @Nullable RoomId room) {
        return new Entry(NotificationId.next(), kind, room, "Engine · Ada", "hi", "Ada", "Engine", Instant.parse(at));
    }

    private static Schedule eight(ZoneId zone) {
        return new Schedule(Duration.ofMinutes(10), LocalTime.of(8, 0), zone);
    }

    private static NotificationSettings quiet(String from, String to) {
        return new NotificationSettings(
                true, true, true, new QuietHours(LocalTime.parse(from), LocalTime.parse(to), BERLIN));
    }
}
