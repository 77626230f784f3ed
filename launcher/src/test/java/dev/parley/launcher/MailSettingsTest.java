package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.notification.mail.MailConfig;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailSettingsTest {
    private static final String SECRET = UUID.randomUUID().toString();

    @Test
    void withoutAServerNothingIsMailed() {
        assertThat(parse(Map.of("notification.mail.host", "")).notification().mail())
                .isNull();
    }

    @Test
    void onlyTheRoleThatMailsNeedsIt() {
        assertThat(parse(Map.of("node.roles", "contacts")).notification().mail())
                .isNull();
    }

    @Test
    void defaultsAreForASubmissionPort() {
        var mail = Objects.requireNonNull(parse(Map.of()).notification().mail());
        assertThat(mail.relay())
                .isEqualTo(new MailConfig.Relay(
                        "smtp.example.org", 587, MailConfig.StartTls.REQUIRED, false, "parley", SECRET));
        assertThat(mail.schedule().mentionAfter()).isEqualTo(Duration.ofMinutes(10));
        assertThat(mail.schedule().digestAt()).isEqualTo(LocalTime.of(8, 0));
        assertThat(mail.schedule().zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(parse(Map.of()).toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "from, ''",
        "from, nobody",
        "publicUrl, ''",
        "publicUrl, chat.example.org",
        "startTls, maybe",
        "digestAt, 24:00",
        "timeZone, Mars/Olympus",
        "mentionAfter, 2 days",
        "port, 0",
        "attempts, 0",
        "firstPause, 2 hours",
        "timeout, 1 ms",
        "concurrency, 0"
    })
    void whatCannotBeIsRefusedByItsName(String key, String value) {
        assertThatThrownBy(() -> parse(Map.of("notification.mail." + key, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("notification.mail." + key);
    }

    private static ParleyConfig parse(Map<String, String> settings) {
        var all = new HashMap<>(Map.of(
                "node.roles", "notification",
                "notification.mail.host", "smtp.example.org",
                "notification.mail.username", "parley",
                "notification.mail.password", SECRET,
                "notification.mail.from", "Parley <parley@example.org>",
                "notification.mail.publicUrl", "https://chat.example.org"));
        all.putAll(settings);
        return ParleyConfig.from(Settings.load(null, Map.of(), all));
    }
}
