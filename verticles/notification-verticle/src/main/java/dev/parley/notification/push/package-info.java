/** Web Push (RFC 8030): what a user's browsers are told while no page is open. */
@NullMarked
package dev.parley.notification.push;

import org.jspecify.annotations.NullMarked;
