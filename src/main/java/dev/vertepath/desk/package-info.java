/** The pages of those who coordinate care, at {@code /}. Nothing uses this room. */
@ApplicationModule(
    allowedDependencies = {
      "pathway",
      "record",
      "care",
      "access",
      "access :: audit",
      "access :: issuer",
      "access :: login",
      "exchange :: ledger",
      "exchange :: message",
      "exchange :: outbox",
      "exchange :: subscription",
      "exchange :: event"
    })
@NullMarked
package dev.vertepath.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
