// Before anything is shown: light or dark as the reader chose, else as the system is.
(function () {
  try {
    const theme = localStorage.getItem("theme");
    if (theme)
      document.documentElement.dataset.theme = theme;
  } catch {
    // A browser that keeps nothing for pages of files.
  }
})();
