package dev.parley.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailConfigTest {
    private static final String SECRET = UUID.randomUUID().toString();
    private static final String FROM = "Parley <parley@example.org>";
    private static final String URL = "https://chat.example.org";

    @Test
    void secretsAreNotPrinted() {
        assertThat(config(FROM, URL).toString()).doesNotContain(SECRET);
    }

    @Test
    void messageIdsEndWithTheSendersDomain() {
        assertThat(config(FROM, URL).domain()).isEqualTo("example.org");
        assertThat(config("parley@chat.example.org", URL).domain()).isEqualTo("chat.example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "parley", "Parley <parley>", "a@b\r\nBcc: c@d", "A\n <a@b>", "<a@b> c", "a@b, c@d"})
    void whoMailsIsOneAddress(String from) {
        assertThatThrownBy(() -> config(from, URL)).hasMessageContaining("notification.mail.from");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "chat.example.org",
                "ftp://chat.example.org",
                "https://chat.example.org/",
                "https://x?y",
                "https://x#y"
            })
    void linksNeedAPublicAddress(String url) {
        assertThatThrownBy(() -> config(FROM, url)).hasMessageContaining("notification.mail.publicUrl");
    }

    private static MailConfig config(String from, String url) {
        return new MailConfig(
                new MailConfig.Relay("localhost", 587, MailConfig.StartTls.REQUIRED, false, "parley", SECRET),
                from,
                URI.create(url),
                new Schedule(Duration.ofMinutes(10), LocalTime.of(8, 0), ZoneOffset.UTC),
                30,
                Duration.ofMinutes(1),
                Duration.ofSeconds(20),
                4);
    }
}
