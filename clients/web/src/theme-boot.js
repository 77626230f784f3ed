// A classic script, so that it runs before the first paint: a dark page must not flash white.
(() => {
  try {
    const theme = localStorage.getItem('parley.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // storage is blocked: the system's colours it is
  }
})();
