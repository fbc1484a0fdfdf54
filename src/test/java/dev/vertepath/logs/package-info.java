/** The logs of the whole test run, and whether anybody's name or identifier stands in them. */
package dev.vertepath.logs;
