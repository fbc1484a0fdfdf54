package dev.vertepath.desk.worklist;

import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.audit.AuditedLists;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** Whether the worklist is open to who looks. */
@ConditionalOnWebApplication
@Component("worklistRights")
class WorklistRights {

  private final AuditedLists lists;

  WorklistRights(AuditedLists lists) {
    this.lists = lists;
  }

  /** Of nobody it is not known: the worklist is where a login leads. */
  public boolean isOpen() {
    return CurrentCaller.find().isEmpty() || lists.maySearch(Worklist.TYPES);
  }
}
