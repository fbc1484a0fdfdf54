package dev.vertepath.record.reindex;

import dev.vertepath.record.index.Extraction;
import dev.vertepath.record.index.References;
import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.store.AddedDefinitions;
import dev.vertepath.record.store.RecordSettings;
import dev.vertepath.record.store.Tables;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class ReindexConfiguration {

  @Bean
  ReindexWorker reindexWorker(
      RecordSettings settings,
      SearchParameters parameters,
      Tables tables,
      AddedDefinitions definitions,
      PlatformTransactionManager transactions) {
    return new ReindexWorker(
        new Reindex(
            tables,
            parameters,
            new Extraction(
                parameters,
                settings.zone(),
                new References(settings.bases(), parameters.context().getResourceTypes())),
            definitions,
            new TransactionTemplate(transactions)));
  }
}
