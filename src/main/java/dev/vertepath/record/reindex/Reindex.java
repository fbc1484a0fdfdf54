package dev.vertepath.record.reindex;

import dev.vertepath.record.index.Extraction;
import dev.vertepath.record.index.Row;
import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.store.AddedDefinitions;
import dev.vertepath.record.store.DefinitionTable.Job;
import dev.vertepath.record.store.Tables;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Goes through what was stored before a search parameter came, went or changed, some resources at a
 * time, each time in a transaction of its own. Any server may take the next step, and the first one
 * after a restart goes on where the last one stopped.
 */
public final class Reindex {

  private static final Logger LOG = LoggerFactory.getLogger(Reindex.class);

  /** Few enough that a writer of one of them hardly waits. */
  private static final int RESOURCES = 200;

  /**
   * Waits until every writer that may not know the definition is done, and lets the next ones know
   * it: they take this lock before they look at the count of definitions. It is given up soon, for
   * writers queue up behind it.
   */
  private static final String BARRIER = "lock table resource in share mode";

  /** Of {@code lock_timeout}; Spring has no name for it. */
  private static final String LOCK_TIMEOUT = "55P03";

  private final Tables tables;
  private final SearchParameters parameters;
  private final Extraction extraction;
  private final AddedDefinitions definitions;
  private final TransactionOperations transactions;
  private final Jobs jobs;

  public Reindex(
      Tables tables,
      SearchParameters parameters,
      Extraction extraction,
      AddedDefinitions definitions,
      TransactionOperations transactions) {
    this.tables = tables;
    this.parameters = parameters;
    this.extraction = extraction;
    this.definitions = definitions;
    this.transactions = transactions;
    this.jobs = new Jobs(tables.jdbc());
  }

  /** What a step came to. */
  public enum Step {
    /** Some of the work is done. */
    DONE,
    /** Others were in the way. */
    HINDERED,
    /** There is nothing to do, or other servers do it. */
    IDLE
  }

  /** Takes one step, if there is one to take. */
  public Step step() {
    definitions.refresh();
    if (!parameters.isIndexing()) {
      return Step.IDLE;
    }
    try {
      Job waiting = jobs.waiting().orElse(null);
      if (waiting != null) {
        start(waiting);
        return Step.DONE;
      }
      boolean done = Boolean.TRUE.equals(transactions.execute(status -> batch()));
      definitions.refresh();
      return done ? Step.DONE : Step.IDLE;
    } catch (ConcurrencyFailureException e) {
      return Step.HINDERED;
    } catch (UncategorizedSQLException e) {
      if (e.getRootCause() instanceof SQLException cause
          && LOCK_TIMEOUT.equals(cause.getSQLState())) {
        return Step.HINDERED;
      }
      throw e;
    }
  }

  private void start(Job job) {
    transactions.executeWithoutResult(
        status -> {
          patience("500ms");
          tables.jdbc().sql(BARRIER).update();
        });
    jobs.start(job)
        .filter(total -> total > 0)
        .ifPresent(
            total ->
                LOG.info(
                    "{} the search parameter {} of {}: {} resources to go through",
                    job.removed() ? "Taking out" : "Indexing",
                    job.parameter().name(),
                    job.parameter().type(),
                    total));
  }

  private boolean batch() {
    patience("200ms");
    Job job = jobs.running().orElse(null);
    if (job == null) {
      return false;
    }
    if (job.version() > parameters.version()) {
      definitions.refresh();
    }
    var batch = new Batch(tables, extraction, job.parameter());
    List<Row> rows = batch.run(job.last(), job.upto(), RESOURCES);
    if (!rows.isEmpty()) {
      jobs.advance(job, rows.getLast().rid(), rows.size(), batch.problem());
    }
    if (rows.size() < RESOURCES) {
      jobs.finish(job);
      if (job.last() > 0 || !rows.isEmpty()) {
        LOG.info(
            "{} the search parameter {} of {}: done, {} resources",
            job.removed() ? "Taking out" : "Indexing",
            job.parameter().name(),
            job.parameter().type(),
            job.done() + rows.size());
      }
    }
    return true;
  }

  /** Whoever waits longer lets the others go first: writers shall not wait for this work. */
  private void patience(String time) {
    tables.jdbc().sql("select set_config('lock_timeout', ?, true)").param(time).query().singleRow();
  }
}
