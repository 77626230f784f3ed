package dev.parley.notification.mail;

import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Done;
import dev.parley.model.failure.Failure;
import dev.parley.model.notification.MailOffer;
import dev.parley.model.notification.NotificationAddresses;
import io.vertx.core.Future;
import java.util.regex.Pattern;

/** Answers those who follow a mail's links, and those who ask whether there is mail. */
final class MailLinks {
    private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{64}");

    private final Bus bus;
    private final MailQueue queue;
    private final boolean mailed;

    /** @param mailed whether mail is sent now; links in those of before lead somewhere all the same */
    MailLinks(Bus bus, MailQueue queue, boolean mailed) {
        this.bus = bus;
        this.queue = queue;
        this.mailed = mailed;
    }

    Future<Void> start() {
        return Future.all(
                        bus.serve(
                                NotificationAddresses.MAIL_OFFER, ask -> Future.succeededFuture(new MailOffer(mailed))),
                        bus.serve(
                                NotificationAddresses.CHECK_MAIL_LINK,
                                link -> couldBe(link.token())
                                        .compose(queue::knows)
                                        .compose(MailLinks::doneIf)),
                        bus.serve(
                                NotificationAddresses.STOP_MAIL,
                                link -> couldBe(link.token())
                                        .compose(queue::stop)
                                        .compose(MailLinks::doneIf)))
                .mapEmpty();
    }

    private static Future<String> couldBe(String token) {
        return TOKEN.matcher(token).matches() ? Future.succeededFuture(token) : unknown();
    }

    private static Future<Done> doneIf(boolean found) {
        return found ? Future.succeededFuture(Done.DONE) : unknown();
    }

    private static <T> Future<T> unknown() {
        return Future.failedFuture(Failure.notFound("link").asException());
    }
}
