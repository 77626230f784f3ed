/** The MongoDB-protocol server (mongo-java-server) as Parley uses it, embedded and in tests: data types and journaled writes. */
@NullMarked
package dev.parley.mongoserver;

import org.jspecify.annotations.NullMarked;
