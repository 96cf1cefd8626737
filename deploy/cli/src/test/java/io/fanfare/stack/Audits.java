package io.fanfare.stack;

import io.fanfare.ops.audit.AuditReport;
import io.fanfare.ops.audit.views.ViewsAudit;
import java.io.PrintWriter;
import java.io.Writer;

/** Audits of the shared stack's views, without a progress bar. */
final class Audits {

  private Audits() {}

  static AuditReport run(ViewsAudit.Scope scope) throws InterruptedException {
    return audit().run(scope);
  }

  /** The same, with the lines that it prints meanwhile. */
  static AuditReport run(ViewsAudit.Scope scope, PrintWriter lines) throws InterruptedException {
    return new ViewsAudit(SharedStack.get().addresses().access(), lines).run(scope);
  }

  static AuditReport of(long user) throws InterruptedException {
    return run(ViewsAudit.one(user));
  }

  static AuditReport repairing(ViewsAudit.Scope scope) throws InterruptedException {
    return audit().repairing().run(scope);
  }

  static AuditReport repairing(long user) throws InterruptedException {
    return repairing(ViewsAudit.one(user));
  }

  private static ViewsAudit audit() {
    return new ViewsAudit(
        SharedStack.get().addresses().access(), new PrintWriter(Writer.nullWriter()));
  }
}
