package dev.parley.auth;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.auth.RegisterUser;
import dev.parley.model.auth.UpdateUser;
import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureException;
import dev.parley.model.failure.FieldError;
import dev.parley.model.id.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What names, addresses and passwords may look like. Every bad field is named at once. */
final class AccountRules {
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9_.-]{3,32}");
    /** Whether an address works is found out by writing to it; this only catches what cannot be one. */
    private static final Pattern EMAIL = Pattern.compile("[^\\s@\\p{Cntrl}]{1,64}@[^\\s@\\p{Cntrl}]{1,189}");

    /** What {@link PublicUser#deleted} is called: nobody may pass for a deleted user. */
    private static final String RESERVED =
            PublicUser.deleted(new UserId("anyone")).username();

    private static final int PASSWORD_MIN = 8;
    private static final int PASSWORD_MAX = 128;
    private static final int DISPLAY_NAME_MAX = 80;

    private final List<FieldError> errors = new ArrayList<>();

    private AccountRules() {}

    /** @throws FailureException INVALID_REQUEST */
    static void check(RegisterUser request) {
        var rules = new AccountRules();
        rules.username(request.username());
        rules.email(request.email());
        rules.password("password", request.password());
        rules.displayName(request.displayName());
        rules.conclude();
    }

    /** @throws FailureException INVALID_REQUEST */
    static void check(UpdateUser request) {
        var rules = new AccountRules();
        rules.username(request.username());
        rules.email(request.email());
        rules.displayName(request.displayName());
        rules.conclude();
    }

    /** @throws FailureException INVALID_REQUEST */
    static void checkNewPassword(String password) {
        var rules = new AccountRules();
        rules.password("newPassword", password);
        rules.conclude();
    }

    private void username(@Nullable String username) {
        if (username == null) {
            return;
        }
        if (!USERNAME.matcher(username).matches()) {
            errors.add(new FieldError("username", "must be 3 to 32 letters, digits, '_', '.' or '-'"));
        } else if (username.equalsIgnoreCase(RESERVED)) {
            errors.add(new FieldError("username", "is reserved"));
        }
    }

    private void email(@Nullable String email) {
        if (email != null && !(EMAIL.matcher(email).matches() && isPlain(email))) {
            errors.add(new FieldError("email", "must be an email address"));
        }
    }

    private void password(String field, String password) {
        var length = password.codePointCount(0, password.length());
        if (length < PASSWORD_MIN || length > PASSWORD_MAX) {
            errors.add(new FieldError(field, "must be " + PASSWORD_MIN + " to " + PASSWORD_MAX + " characters"));
        }
    }

    private void displayName(@Nullable String name) {
        if (name == null) {
            return;
        }
        var length = name.strip().codePointCount(0, name.strip().length());
        if (length < 1 || length > DISPLAY_NAME_MAX || !isPlain(name)) {
            errors.add(
                    new FieldError("displayName", "must be 1 to " + DISPLAY_NAME_MAX + " characters, no line breaks"));
        }
    }

    private static boolean isPlain(String text) {
        return Folding.storable(text).equals(text) && text.codePoints().noneMatch(Character::isISOControl);
    }

    private void conclude() {
        if (!errors.isEmpty()) {
            throw Failure.invalid(errors).asException();
        }
    }
}
