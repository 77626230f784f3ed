package dev.parley.notification.mail;

import dev.parley.broker.Topology;
import dev.parley.model.id.UserId;
import dev.parley.notification.GivenUp;

/** Who was not reached by mail, as a dead letter has it. */
record DeadMail(UserId userId) {
    static final GivenUp.Replays REPLAYS =
            new GivenUp.Replays(Topology.MAILS_EXCHANGE, Topology.MAILS_QUEUE, "not mailed", "a mail");
}
