package dev.parley.model.presence;

import dev.parley.model.auth.ForgetUser;
import dev.parley.model.bus.Address;
import dev.parley.model.bus.Done;
import dev.parley.model.bus.Topic;

/** Where presence-verticle is reached. */
public final class PresenceAddresses {
    public static final Address<AttachDevice, Done> ATTACH =
            Address.address("parley.presence.attach", AttachDevice.class, Done.class);
    public static final Address<DetachDevice, Done> DETACH =
            Address.address("parley.presence.detach", DetachDevice.class, Done.class);
    public static final Address<RenewLease, Lease> RENEW_LEASE =
            Address.address("parley.presence.renew-lease", RenewLease.class, Lease.class);
    public static final Address<SetPresence, Done> SET =
            Address.address("parley.presence.set", SetPresence.class, Done.class);
    public static final Address<GetPresence, Presences> GET =
            Address.address("parley.presence.get", GetPresence.class, Presences.class);
    public static final Address<ForgetUser, Done> FORGET =
            Address.address("parley.presence.forget", ForgetUser.class, Done.class);

    public static final Topic<Acquainted> ACQUAINTED = Topic.topic("parley.presence.acquainted", Acquainted.class);

    private PresenceAddresses() {}
}
