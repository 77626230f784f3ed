package dev.parley.model.deadletter;

import dev.parley.model.bus.Address;
import java.time.Duration;

/**
 * Where operators reach the dead letters, at message-verticle. Every request fails with UNAVAILABLE if the broker is away or
 * somebody else goes through them at the same time.
 */
public final class DeadLetterAddresses {
    /** A walk through a hundred thousand takes some seconds. */
    private static final Duration WALK = Duration.ofSeconds(15);

    public static final Address<ListDeadLetters, DeadLetterPage> LIST = Address.address(
                    "parley.message.dead-letters.list", ListDeadLetters.class, DeadLetterPage.class)
            .within(WALK);

    /** NOT_FOUND if there is none of that id. */
    public static final Address<GetDeadLetter, DeadLetter> GET = Address.address(
                    "parley.message.dead-letters.get", GetDeadLetter.class, DeadLetter.class)
            .within(WALK);

    /** NOT_FOUND if there is none of that id; CONFLICT if that one does not say where it came from. */
    public static final Address<ReplayDeadLetters, DeadLettersSettled> REPLAY = Address.address(
                    "parley.message.dead-letters.replay", ReplayDeadLetters.class, DeadLettersSettled.class)
            .within(WALK);

    /** NOT_FOUND if there is none of that id. */
    public static final Address<DiscardDeadLetters, DeadLettersSettled> DISCARD = Address.address(
                    "parley.message.dead-letters.discard", DiscardDeadLetters.class, DeadLettersSettled.class)
            .within(WALK);

    /** What was replayed and discarded; UNAVAILABLE if the message store is away. */
    public static final Address<ListDeadLetterActions, DeadLetterActions> ACTIONS = Address.address(
            "parley.message.dead-letters.actions", ListDeadLetterActions.class, DeadLetterActions.class);

    private DeadLetterAddresses() {}
}
