package dev.parley.model.notification;

/** Whose mail has this link wants no more of it. NOT_FOUND if there is nobody; done again, it does nothing more. */
public record StopMail(String token) {
    @Override
    public String toString() {
        return "StopMail[[redacted]]";
    }
}
