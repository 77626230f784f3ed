package dev.parley.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.auth.User;
import dev.parley.model.id.NotificationId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.notification.Notification.Kind;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MailWriterTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final User BOB = new User(UserId.next(), "bob", "Bob", "bob@example.org", AT);
    private static final boolean PREVIEWS = true;
    private static final String TOKEN = "t".repeat(64);

    private final MailWriter writer = new MailWriter(URI.create("https://chat.example.org/parley"), "example.org");

    static Stream<Arguments> subjects() {
        return Stream.of(
                Arguments.of(List.of(mention("Engine")), "Ada mentioned you in Engine"),
                Arguments.of(List.of(mention("Ada")), "Ada mentioned you"),
                Arguments.of(List.of(mention("Engine"), mention("Engine")), "2 mentions in Engine"),
                Arguments.of(List.of(mention("Engine"), mention("Kitchen")), "2 mentions in 2 rooms"),
                Arguments.of(List.of(message("Engine")), "New message from Ada in Engine"),
                Arguments.of(List.of(message("Ada")), "New message from Ada"),
                Arguments.of(List.of(message("Engine"), message("Engine")), "2 unread in Engine"),
                Arguments.of(List.of(message("Engine"), mention("Kitchen")), "2 unread in 2 rooms, 1 mentions you"),
                Arguments.of(List.of(invitation("Engine")), "Engine: Ada added you to this group"));
    }

    @ParameterizedTest
    @MethodSource
    void subjects(List<Entry> entries, String expected) {
        for (boolean previews : new boolean[] {PREVIEWS, !PREVIEWS}) {
            assertThat(writer.write(BOB, entries, previews, TOKEN).subject()).isEqualTo(expected);
        }
    }

    @Test
    void whatPeopleWriteStaysText() {
        var nasty = new Entry(
                NotificationId.next(),
                Kind.MENTION,
                room("r"),
                "title",
                "<img src=x onerror=\"alert('1')\"> & \u2028 more",
                "Ada\r\nBcc: eve@example.org",
                "<b>Room</b>",
                AT);
        var letter = writer.write(BOB, List.of(nasty), PREVIEWS, TOKEN);
        assertThat(letter.subject()).isEqualTo("Ada Bcc: eve@example.org mentioned you in <b>Room</b>");
        assertThat(letter.html())
                .contains("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp;   more")
                .contains("&lt;b&gt;Room&lt;/b&gt;")
                .doesNotContain("<img", "<b>", "\nBcc");
        assertThat(letter.text()).contains("<img src=x").doesNotContain("\nBcc", "\u2028");
    }

    @Test
    void linksLeadToTheRoomAndOutOfHere() {
        var letter = writer.write(BOB, List.of(message("Engine")), PREVIEWS, TOKEN);
        assertThat(letter.text()).contains("https://chat.example.org/parley/#/chats/room-Engine\n");
        assertThat(letter.html()).contains("href=\"https://chat.example.org/parley/#/chats/room-Engine\"");
        assertThat(letter.unsubscribe())
                .isEqualTo("https://chat.example.org/parley/api/v1/notifications/email/unsubscribe?token=" + TOKEN);
        assertThat(letter.text()).contains(letter.unsubscribe());
        assertThat(letter.html()).contains("href=\"" + letter.unsubscribe() + "\"");
        assertThat(letter.toString()).doesNotContain(TOKEN, "Engine", BOB.email());
    }

    @Test
    void aLongListIsCutAndSaysSo() {
        var entries = new ArrayList<Entry>();
        IntStream.range(0, MailWriter.ROOMS + 3).forEach(i -> {
            for (int n = 0; n < MailWriter.LINES + 1; n++) {
                entries.add(message("Room" + i));
            }
        });
        var text = writer.write(BOB, entries, PREVIEWS, TOKEN).text();
        assertThat(text)
                .contains("Room0 (6 unread)", "Room19 (6 unread)", "… and in 3 more rooms")
                .doesNotContain("Room20");
        assertThat(text.split("Ada: hi", -1)).hasSize(1 + MailWriter.ROOMS * MailWriter.LINES);
    }

    @Test
    void withoutPreviewsOneIsToldWhoWroteAndNoMore() {
        var text = writer.write(
                        BOB, List.of(message("Engine"), message("Engine"), invitation("Engine")), !PREVIEWS, TOKEN)
                .text();
        assertThat(text)
                .contains("Engine (3 unread)\n  New message from Ada (2)\n  Ada added you to this group\n")
                .doesNotContain(": hi");
    }

    @Test
    void whatIsOlderThanItsFieldsIsTold() {
        var old = entry(Kind.MESSAGE, null, null);
        assertThat(writer.write(BOB, List.of(old), PREVIEWS, TOKEN).text()).contains("Engine · Ada (1 unread)");
    }

    @Test
    void theSameHasTheSameMessageIdAndNothingElseHas() {
        var one = message("Engine");
        var two = message("Engine");
        var id = writer.write(BOB, List.of(one, two), PREVIEWS, TOKEN).messageId();
        assertThat(writer.write(BOB, List.of(two, one), !PREVIEWS, "other").messageId())
                .isEqualTo(id);
        assertThat(writer.write(BOB, List.of(one), PREVIEWS, TOKEN).messageId()).isNotEqualTo(id);
    }

    private static Entry mention(String place) {
        return entry(Kind.MENTION, "Ada", place);
    }

    private static Entry message(String place) {
        return entry(Kind.MESSAGE, "Ada", place);
    }

    private static Entry invitation(String place) {
        return new Entry(
                NotificationId.next(),
                Kind.INVITATION,
                room(place),
                place,
                "Ada added you to this group",
                null,
                place,
                AT);
    }

    private static Entry entry(Kind kind, @Nullable String sender, @Nullable String place) {
        return new Entry(NotificationId.next(), kind, room(place), "Engine · Ada", "hi", sender, place, AT);
    }

    private static RoomId room(@Nullable String place) {
        return new RoomId("room-" + place);
    }
}
