/** What tests speak with: REST, and one protocol over three doors. */
@NullMarked
package dev.parley.it.client;

import org.jspecify.annotations.NullMarked;
