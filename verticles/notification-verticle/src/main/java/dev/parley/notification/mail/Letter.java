package dev.parley.notification.mail;

/**
 * A mail, ready to be sent.
 *
 * @param messageId with its angle brackets
 * @param unsubscribe the link that ends all mail to this user; secret
 */
record Letter(String to, String subject, String text, String html, String messageId, String unsubscribe) {
    /** Without what was written, and to whom. */
    @Override
    public String toString() {
        return "Letter[" + messageId + "]";
    }
}
