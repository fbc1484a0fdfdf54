package dev.vertepath.desk.frame;

/** Whom the pathway concerns, as a part of statements over the tables of the workflow. */
public final class PathwayPatients {

  /**
   * The Patients of whom rows are kept, as {@code p}, for {@code from}: what a condition on rows of
   * {@code resource} may ask of them but the body. It goes by the index of Patients alone
   * (migration V22): to read them where all resources are takes longer than the rest of a worklist,
   * and the constants spare what a sight asks of other types.
   */
  public static final String FROM =
      """
      pathway_patient k
      join (select rid, 'Patient' as type, id, version, created, updated, deleted, method,
          id as patient, tx
        from resource where type = 'Patient' and not deleted) p on p.id = k.patient
      """;

  private PathwayPatients() {}
}
