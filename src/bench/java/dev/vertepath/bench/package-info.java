/**
 * The load run: starts the program as an operator does, loads synthetic patients over HTTP, sends
 * it the requests of a hospital and tells what each costs.
 */
@NullMarked
package dev.vertepath.bench;

import org.jspecify.annotations.NullMarked;
