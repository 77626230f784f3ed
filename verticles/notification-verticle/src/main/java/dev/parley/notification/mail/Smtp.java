package dev.parley.notification.mail;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Hands one mail to the SMTP server, once. */
final class Smtp {
    /** A connection that nothing was sent over for so long is closed, before the server does. */
    private static final int LONGEST_KEEP_ALIVE_MS = 10_000;

    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(2);

    private final MailClient client;
    private final String from;
    private final Duration timeout;

    Smtp(Vertx vertx, MailConfig config) {
        this.client = MailClient.create(vertx, options(config));
        this.from = config.from();
        this.timeout = config.timeout();
    }

    private static io.vertx.ext.mail.MailConfig options(MailConfig config) {
        var relay = config.relay();
        int timeoutMs = (int) config.timeout().toMillis();
        var options = new io.vertx.ext.mail.MailConfig()
                .setHostname(relay.host())
                .setPort(relay.port())
                .setStarttls(StartTLSOptions.valueOf(relay.startTls().name()))
                .setSsl(relay.tls())
                .setMaxPoolSize(config.concurrency())
                .setKeepAliveTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeepAliveTimeout(Math.min(timeoutMs / 2, LONGEST_KEEP_ALIVE_MS))
                .setOwnHostname(config.publicUrl().getHost()) // without, it would be looked up
                .setUserAgent("parley")
                .setConnectTimeout(timeoutMs)
                // A server that is silent is left, as its attempt is: there are no more connections than attempts.
                .setIdleTimeout(timeoutMs)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        if (relay.username() != null) {
            options.setLogin(LoginOption.REQUIRED).setUsername(relay.username()).setPassword(relay.password());
        }
        return options;
    }

    /** Never fails. */
    Future<Result> send(Letter letter) {
        // Composed, so that what is thrown is a result too.
        return Future.succeededFuture()
                .compose(begun -> client.sendMail(message(letter)))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .map(taken -> new Result(Outcome.TAKEN, "taken"))
                .otherwise(Smtp::failed);
    }

    private MailMessage message(Letter letter) {
        var headers = MultiMap.caseInsensitiveMultiMap()
                .add("Message-ID", letter.messageId())
                .add("Auto-Submitted", "auto-generated") // RFC 3834: nobody's holiday notice answers it
                .add("List-Unsubscribe", "<" + letter.unsubscribe() + ">")
                .add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"); // RFC 8058
        return new MailMessage()
                .setFrom(from)
                .setTo(letter.to())
                .setSubject(letter.subject())
                .setText(letter.text())
                .setHtml(letter.html())
                .setHeaders(headers);
    }

    private static Result failed(Throwable cause) {
        if (cause instanceof SMTPException answer) {
            return new Result(
                    answer.isPermanent() && isOfThisMail(answer) ? Outcome.REFUSED : Outcome.PASSING,
                    "status " + answer.getReplyCode());
        }
        return cause instanceof IllegalArgumentException
                ? new Result(Outcome.REFUSED, "not an address")
                : new Result(Outcome.PASSING, cause.getClass().getSimpleName());
    }

    /**
     * Whether another mail may fare better. A refused log-in or sender is about all of them, and an operator's to mend: those wait. The
     * client tells it by its words alone (5.0.7).
     */
    private static boolean isOfThisMail(SMTPException answer) {
        var what = String.valueOf(answer.getMessage());
        return what.startsWith("recipient address not accepted") || what.startsWith("sending data failed");
    }

    /** Completes soon, also when a server never answers. Does not fail. */
    Future<Void> close() {
        return client.close()
                .timeout(CLOSED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .otherwiseEmpty();
    }

    enum Outcome {
        TAKEN,
        /** Later it may be otherwise. */
        PASSING,
        /** Doing it again would change nothing. */
        REFUSED
    }

    /** @param why for people, one of a few phrases, without an address */
    record Result(Outcome outcome, String why) {}
}
