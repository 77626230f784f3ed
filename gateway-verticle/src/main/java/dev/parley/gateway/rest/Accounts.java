package dev.parley.gateway.rest;

import dev.parley.gateway.request.Fields;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields of accounts. */
final class Accounts {
    private static final Pattern USERNAME = Pattern.compile("[a-z0-9_.-]{3,32}");

    /**
     * One @, something before it, a host after it: whether mail arrives there, only a mail can tell. At most 64 and, in
     * all, 254 characters (RFC 5321 sections 4.5.3.1.1 and 4.5.3.1.3).
     */
    private static final Pattern EMAIL =
            Pattern.compile("[^@\\s\\p{Cntrl}\\p{Z}]{1,64}@[^@\\s\\p{Cntrl}\\p{Z}.]+(\\.[^@\\s\\p{Cntrl}\\p{Z}.]+)*");

    private static final int MAX_EMAIL = 254;
    private static final int MAX_DISPLAY_NAME = 80;
    private static final int MIN_PASSWORD = 8;
    private static final int MAX_PASSWORD = 128;

    private Accounts() {}

    /** In lower case, the only one there is. */
    static String username(Fields fields, String name) {
        var username = fields.text(name, 1, 64).toLowerCase(Locale.ROOT);
        if (!username.isEmpty() && !USERNAME.matcher(username).matches()) {
            fields.reject(name, "must be 3 to 32 letters a-z, digits, underscores, dots or hyphens");
        }
        return username;
    }

    static @Nullable String optionalUsername(Fields fields, String name) {
        return fields.has(name) ? username(fields, name) : null;
    }

    static String email(Fields fields, String name) {
        var email = fields.text(name, 1, MAX_EMAIL);
        if (!email.isEmpty() && !EMAIL.matcher(email).matches()) {
            fields.reject(name, "must be an email address");
        }
        return email;
    }

    static @Nullable String optionalEmail(Fields fields, String name) {
        return fields.has(name) ? email(fields, name) : null;
    }

    static @Nullable String optionalDisplayName(Fields fields, String name) {
        return fields.optionalText(name, 1, MAX_DISPLAY_NAME);
    }

    static String newPassword(Fields fields, String name) {
        return fields.secret(name, MIN_PASSWORD, MAX_PASSWORD);
    }

    /** A password to be checked: of any length that one can have. */
    static String givenPassword(Fields fields, String name) {
        return fields.secret(name, 1, MAX_PASSWORD);
    }
}
