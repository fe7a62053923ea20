document.getElementById("seal")?.append("");export {};
