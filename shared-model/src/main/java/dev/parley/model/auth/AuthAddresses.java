package dev.parley.model.auth;

import dev.parley.model.bus.Address;
import dev.parley.model.bus.Done;
import dev.parley.model.bus.Topic;
import java.time.Duration;

/** Where auth-verticle is reached. */
public final class AuthAddresses {
    /** Hashing a password takes tens of milliseconds and may queue: longer than other requests, still bounded. */
    private static final Duration HASHING = Duration.ofSeconds(5);

    public static final Address<RegisterUser, User> REGISTER = Address.address(
                    "parley.auth.register", RegisterUser.class, User.class)
            .within(HASHING);
    public static final Address<LogIn, Tokens> LOG_IN =
            Address.address("parley.auth.log-in", LogIn.class, Tokens.class).within(HASHING);
    public static final Address<RefreshTokens, Tokens> REFRESH =
            Address.address("parley.auth.refresh", RefreshTokens.class, Tokens.class);
    public static final Address<LogOut, Done> LOG_OUT =
            Address.address("parley.auth.log-out", LogOut.class, Done.class);
    public static final Address<ListSessions, DeviceSessions> LIST_SESSIONS =
            Address.address("parley.auth.list-sessions", ListSessions.class, DeviceSessions.class);
    public static final Address<EndSession, Done> END_SESSION =
            Address.address("parley.auth.end-session", EndSession.class, Done.class);
    public static final Address<GetUser, User> GET_USER =
            Address.address("parley.auth.get-user", GetUser.class, User.class);
    public static final Address<UpdateUser, User> UPDATE_USER =
            Address.address("parley.auth.update-user", UpdateUser.class, User.class);
    public static final Address<DeleteUser, Done> DELETE_USER =
            Address.address("parley.auth.delete-user", DeleteUser.class, Done.class);
    public static final Address<ChangePassword, Done> CHANGE_PASSWORD = Address.address(
                    "parley.auth.change-password", ChangePassword.class, Done.class)
            .within(HASHING);
    public static final Address<LookUpUsers, PublicUsers> LOOK_UP_USERS =
            Address.address("parley.auth.look-up-users", LookUpUsers.class, PublicUsers.class);
    public static final Address<SearchUsers, PublicUsers> SEARCH_USERS =
            Address.address("parley.auth.search-users", SearchUsers.class, PublicUsers.class);
    public static final Address<GetSigningKeys, SigningKeys> SIGNING_KEYS =
            Address.address("parley.auth.signing-keys", GetSigningKeys.class, SigningKeys.class);
    public static final Address<ListRevocations, Revocations> LIST_REVOCATIONS =
            Address.address("parley.auth.list-revocations", ListRevocations.class, Revocations.class);

    public static final Topic<SessionsRevoked> SESSIONS_REVOKED =
            Topic.topic("parley.auth.sessions-revoked", SessionsRevoked.class);
    /** All that are good now. At most once: an unknown key in a token makes gateways ask. */
    public static final Topic<SigningKeys> SIGNING_KEYS_CHANGED =
            Topic.topic("parley.auth.signing-keys-changed", SigningKeys.class);

    public static final Topic<UserChanged> USER_CHANGED = Topic.topic("parley.auth.user-changed", UserChanged.class);

    private AuthAddresses() {}
}
