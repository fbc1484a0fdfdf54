comment on table app_launch is
  'Launches of apps: gone when the app has its context, or after five minutes when the next one begins';
