package dev.vertepath.access.audit;

import dev.vertepath.access.Caller;

/** Lets the trail know who proved who it is, where requests are let in by others than the login. */
public final class Logins {

  private Logins() {}

  /** Tells who it is that proved it by this request. */
  public static void letIn(Caller caller) {
    Trail trail = Trail.find();
    if (trail != null) {
      trail.by(caller);
    }
  }
}
